package org.dps4j.testkit.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS contexts of the Java runtime for tests, for clients and servers alike.
 *
 * <pre>{@code
 * SSLContext service = TestTls.context(server, manufacturer.certificate());
 * SSLContext device = TestTls.context(deviceCertificate, serviceRoot.certificate());
 * SSLContext anonymous = TestTls.trusting(serviceRoot.certificate());
 * }</pre>
 *
 * <p>A context shows its certificate to every peer, whatever issuers this has asked for: a wrong certificate arrives
 * at the other end, where the test wants to see it refused. Host names are not compared. Each context has its own session
 * cache.
 */
public final class TestTls {

    private static final KeyManager[] NOBODY = {};

    private TestTls() {}

    /** Shows {@code own} and accepts chains that end at one of {@code trusted}. */
    public static SSLContext context(TestCertificate own, X509Certificate... trusted) {
        return context(new KeyManager[] {new FixedKeyManager(own)}, anchors(trusted));
    }

    /** Shows {@code own} and accepts every chain. */
    public static SSLContext trustingEverybody(TestCertificate own) {
        return context(new KeyManager[] {new FixedKeyManager(own)}, new TrustManager[] {new TrustEverybody()});
    }

    /** Shows no certificate and accepts chains that end at one of {@code trusted}. */
    public static SSLContext trusting(X509Certificate... trusted) {
        return context(NOBODY, anchors(trusted));
    }

    /** Shows no certificate and accepts every chain. */
    public static SSLContext trustingEverybody() {
        return context(NOBODY, new TrustManager[] {new TrustEverybody()});
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java runtime has no TLS", impossible);
        }
    }

    private static TrustManager[] anchors(X509Certificate... trusted) {
        if (trusted.length == 0) {
            throw new IllegalArgumentException("expected a certificate to trust, or trustingEverybody");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < trusted.length; i++) {
                store.setCertificateEntry("trusted-" + i, trusted[i]);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("cannot build a trust store in memory", impossible);
        }
    }
}
