package org.dps4j.testkit.peer;

/**
 * How the other end stopped sending.
 *
 * <pre>{@code
 * assertThat(peer.awaitEnding()).isEqualTo(new Ending(EndingKind.ALERT, "bad_certificate"));
 * }</pre>
 *
 * @param kind the way it did so
 * @param detail what more there is to know, or empty
 */
public record Ending(EndingKind kind, String detail) {}
