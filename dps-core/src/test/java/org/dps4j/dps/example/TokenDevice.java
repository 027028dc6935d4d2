package org.dps4j.dps.example;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.dps4j.device.Device;

/** A device whose manufacturer key is in a PKCS#11 token; a test holds this and the documents together. */
public final class TokenDevice {

    private TokenDevice() {}

    /** Installs the manufacturer certificate whose key is in the token that {@code configuration} describes. */
    public static void install(Device device, Path configuration, char[] pin, List<X509Certificate> anchors)
            throws Exception {
        // DOCS: begin
        Provider token = Security.getProvider("SunPKCS11").configure(configuration.toString());
        Security.addProvider(token);
        KeyStore store = KeyStore.getInstance("PKCS11", token);
        store.load(null, pin);
        PrivateKey key = (PrivateKey) store.getKey("manufacturer", null);
        List<X509Certificate> chain = Stream.of(store.getCertificateChain("manufacturer"))
                .map(X509Certificate.class::cast)
                .toList();
        device.update(it -> it.withCredentials(it.credentials()
                        .installManufacturerCertificate(chain, key)
                        .credentials()
                        .installManufacturerTrustAnchors(anchors)
                        .credentials()))
                .join();
        // DOCS: end
    }
}
