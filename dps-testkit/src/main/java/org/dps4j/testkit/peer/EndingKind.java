package org.dps4j.testkit.peer;

/**
 * The ways in which the other end stops sending.
 *
 * <pre>{@code
 * assertThat(peer.awaitEnding().kind()).isEqualTo(EndingKind.CLOSE_NOTIFY);
 * }</pre>
 */
public enum EndingKind {
    /** It closed TLS properly. Whether its FIN follows, {@link RawPeer#awaitEndingOfTcp()} tells. */
    CLOSE_NOTIFY,
    /** It sent a fatal TLS alert; the detail is its name as in RFC 8446 section 6, such as {@code unknown_ca}. */
    ALERT,
    /** It closed its direction of the TCP connection. */
    FIN,
    /** It reset the TCP connection. */
    RESET,
    /** It sent what is not TLS, or what this peer does not accept; the detail says what. */
    NOT_ACCEPTED
}
