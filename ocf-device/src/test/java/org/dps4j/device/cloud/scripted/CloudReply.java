package org.dps4j.device.cloud.scripted;

import java.time.Duration;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.protocol.Bytes;

/** How a scripted cloud replies to one request. */
public sealed interface CloudReply {

    /** As a cloud does that is in order. */
    record Right() implements CloudReply {}

    /** As a cloud does that is in order, but late. */
    record Late(Duration by) implements CloudReply {}

    /** With this code and nothing else. */
    record Code(ResponseCode code) implements CloudReply {}

    /** With 2.04 and this body. */
    record Body(Bytes body) implements CloudReply {}

    /** Not at all. */
    record Silence() implements CloudReply {}

    /** By ending the connection in this way. */
    record Drop(String how) implements CloudReply {}

    /** As a cloud does that is in order, and the same once more. */
    record Twice() implements CloudReply {}

    static CloudReply right() {
        return new Right();
    }

    /** Such as {@code code("5.03")}. */
    static CloudReply code(String text) {
        return new Code(new ResponseCode(text.charAt(0) - '0', Integer.parseInt(text.substring(2))));
    }

    static CloudReply body(String hex) {
        return new Body(Bytes.ofHex(hex));
    }

    static CloudReply silence() {
        return new Silence();
    }

    static CloudReply drop() {
        return drop("the cloud closed the connection");
    }

    /** Ends the connection, of which the device sees this. */
    static CloudReply drop(String how) {
        return new Drop(how);
    }

    static CloudReply twice() {
        return new Twice();
    }
}
