package org.dps4j.testkit.peer;

/**
 * The TLS handshake of a peer did not succeed.
 *
 * <pre>{@code
 * assertThatThrownBy(() -> setup.dial(server.localAddress()))
 *         .isInstanceOfSatisfying(HandshakeFailedException.class, failed ->
 *                 assertThat(failed.ending().detail()).isEqualTo("bad_certificate"));
 * }</pre>
 */
public final class HandshakeFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Ending ending;

    HandshakeFailedException(Ending ending) {
        super("the TLS handshake failed: " + ending);
        this.ending = ending;
    }

    /** What ended it. */
    public Ending ending() {
        return ending;
    }
}
