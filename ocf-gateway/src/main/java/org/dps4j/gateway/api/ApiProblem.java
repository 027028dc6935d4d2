package org.dps4j.gateway.api;

/** A request to the API cannot be answered as it was meant. */
final class ApiProblem extends RuntimeException {

    private final int status;
    private final String code;

    ApiProblem(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    ApiReply reply() {
        return ApiReply.problem(status, code, String.valueOf(getMessage()));
    }
}
