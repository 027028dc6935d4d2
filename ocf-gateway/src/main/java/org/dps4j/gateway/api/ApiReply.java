package org.dps4j.gateway.api;

/**
 * What a request is answered.
 *
 * @param json the body; empty for none
 */
record ApiReply(int status, String json) {

    static ApiReply ok(Json.Writing writing) {
        return new ApiReply(200, Json.text(writing));
    }

    static ApiReply nothing() {
        return new ApiReply(204, "");
    }

    /** Says what is wrong: a word for programs, a sentence for people. */
    static ApiReply problem(int status, String code, String message) {
        return new ApiReply(status, Json.text(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
            json.writeEndObject();
        }));
    }
}
