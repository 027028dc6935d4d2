package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device does must not load BouncyCastle: here it is not even there to be loaded. */
class WithoutLibraryTest {

    private final KeyPair keys = EcKeys.generate(EcCurve.P256);
    private URLClassLoader bare;

    @BeforeEach
    void load_our_classes_alone() {
        URL classes = Pem.class.getProtectionDomain().getCodeSource().getLocation();
        bare = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        bare.close();
    }

    @Test
    void the_library_is_really_missing() {
        assertThatThrownBy(() -> bare.loadClass("org.bouncycastle.jce.provider.BouncyCastleProvider"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void a_device_makes_its_request() throws Exception {
        Object request = call("CertificateSigningRequest", "create", keys, "a device");
        String pem = (String) request.getClass().getMethod("toPem").invoke(request);

        assertThat(CertificateSigningRequest.parse(pem).commonName()).isEqualTo("a device");
    }

    @Test
    void a_device_reads_its_files_and_checks_a_chain() throws Exception {
        X509Certificate root = CertificateIssuer.root(keys, "root", Moments.DECADE, new SecureRandom())
                .certificate();
        Object anchors = call("TrustAnchors", "of", List.of(root));
        Object chain = bare.loadClass(CertificateChain.class.getName())
                .getConstructor(List.class)
                .newInstance(List.of(root));

        assertThat(call("Pem", "privateKey", Pem.encode(keys.getPrivate()))).isEqualTo(keys.getPrivate());
        assertThat(call("Pem", "certificates", Pem.encode(root))).isEqualTo(List.of(root));
        assertThat(call("EcKeys", "publicKeyOf", keys.getPrivate())).isEqualTo(keys.getPublic());
        assertThat(chain.getClass()
                        .getMethod("check", anchors.getClass(), Instant.class)
                        .invoke(chain, anchors, Moments.NOW)
                        .toString())
                .startsWith("Trusted");
    }

    private Object call(String type, String method, Object... arguments) throws Exception {
        Class<?> found = bare.loadClass("org.dps4j.protocol.pki." + type);
        for (var candidate : found.getMethods()) {
            if (candidate.getName().equals(method)
                    && candidate.getParameterCount() == arguments.length
                    && candidate.getParameterTypes()[0].isInstance(arguments[0])) {
                return candidate.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(type + "." + method);
    }
}
