package org.dps4j.dps.plgd;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.pki.KeyMatch;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.protocol.pki.PemException;

/** Reads what a program installs into a device. */
final class PlgdCredentials {

    /** A device with a credential more, and that credential's id. */
    record Result(DeviceState state, int id) {}

    /** Puts a credential into a device. */
    @FunctionalInterface
    interface Installation {
        Result into(DeviceState state) throws RefusedException;
    }

    /** What was handed in cannot be installed. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private PlgdCredentials() {}

    static Installation manufacturerCertificate(byte[] certificate, byte[] key) {
        return state -> {
            List<X509Certificate> chain = certificates("manufacturer certificate", certificate);
            PrivateKey own = key(key);
            if (!KeyMatch.matches(own, chain.get(0))) {
                throw new RefusedException("the key does not belong to the manufacturer certificate "
                        + chain.get(0).getSubjectX500Principal());
            }
            return installed(state, state.credentials().installManufacturerCertificate(chain, own));
        };
    }

    static Installation trustAnchor(byte[] certificate) {
        return state -> installed(
                state, state.credentials().installManufacturerTrustAnchors(certificates("trust anchor", certificate)));
    }

    static boolean isManufacturerCertificate(DeviceState state, int id) {
        return has(state, CredentialUsage.MANUFACTURER_CERTIFICATE, id);
    }

    static boolean isTrustAnchor(DeviceState state, int id) {
        return has(state, CredentialUsage.MANUFACTURER_TRUST_ANCHOR, id);
    }

    private static boolean has(DeviceState state, CredentialUsage usage, int id) {
        return state.credentials().certificates(usage).anyMatch(credential -> credential.id() == id);
    }

    private static Result installed(DeviceState state, Credentials.Installed installed) {
        return new Result(state.withCredentials(installed.credentials()), installed.id());
    }

    private static List<X509Certificate> certificates(String what, byte[] pem) {
        try {
            return Pem.certificates(new String(pem, StandardCharsets.US_ASCII));
        } catch (PemException e) {
            throw new RefusedException("the " + what + " cannot be used: " + e.getMessage());
        }
    }

    private static PrivateKey key(byte[] pem) {
        try {
            return Pem.privateKey(new String(pem, StandardCharsets.US_ASCII));
        } catch (PemException e) {
            throw new RefusedException("the key of the manufacturer certificate cannot be used: " + e.getMessage());
        }
    }
}
