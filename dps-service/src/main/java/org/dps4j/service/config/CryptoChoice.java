package org.dps4j.service.config;

/** Which provider does the service's elliptic curves and hashes. */
public enum CryptoChoice {
    /** Amazon Corretto Crypto Provider where its native library loads, else the JDK's own. */
    AUTO,
    /** Amazon Corretto Crypto Provider, or the program does not start. */
    ACCP,
    /** The JDK's own providers. */
    JDK
}
