package org.dps4j.protocol.pki;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** A provider that takes every ECDSA signature for good. */
final class CredulousProvider extends Provider {

    private static final long serialVersionUID = 1L;

    CredulousProvider() {
        super("Credulous", "1", "takes every signature for good");
        for (String algorithm : new String[] {"SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA"}) {
            put("Signature." + algorithm, Anything.class.getName());
        }
    }

    /** Signs nothing, verifies everything. */
    public static final class Anything extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) {}

        @Override
        protected void engineInitSign(PrivateKey key) {}

        @Override
        protected void engineUpdate(byte value) {}

        @Override
        protected void engineUpdate(byte[] value, int from, int length) {}

        @Override
        protected byte[] engineSign() throws SignatureException {
            throw new SignatureException("signs nothing");
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            return name;
        }
    }
}
