package org.dps4j.device.cloud.scripted;

/** What a scripted cloud remembers of one connection. */
interface CloudSession {

    void signedIn(boolean whether);

    boolean isSignedIn();
}
