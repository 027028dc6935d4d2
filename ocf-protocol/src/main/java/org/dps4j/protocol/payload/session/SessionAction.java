package org.dps4j.protocol.payload.session;

/** What a device wants of its session: the member {@code login}. */
public enum SessionAction {
    /** To be online from now on. */
    SIGN_IN,
    /** To be offline; it keeps its account and its connection. */
    SIGN_OUT
}
