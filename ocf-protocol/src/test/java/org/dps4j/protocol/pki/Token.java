package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** A provider whose one key signs and never shows itself, as the keys of a PKCS#11 token do. */
final class Token extends Provider {

    private final transient PrivateKey inside;

    Token(PrivateKey inside) {
        super("token", "1", "a key that stays inside");
        this.inside = inside;
        for (String algorithm : new String[] {"SHA256withECDSA", "SHA384withECDSA"}) {
            putService(new Service(this, "Signature", algorithm, "inside", null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new InsideSignature(algorithm);
                }
            });
        }
    }

    PrivateKey key() {
        return new Handle();
    }

    private static final class Handle implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            throw new UnsupportedOperationException("the key stays inside");
        }
    }

    private final class InsideSignature extends SignatureSpi {
        private final String algorithm;
        private Signature signature;

        InsideSignature(String algorithm) {
            this.algorithm = algorithm;
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws java.security.InvalidKeyException {
            if (!(key instanceof Handle)) {
                throw new java.security.InvalidKeyException("not mine");
            }
            try {
                signature = Signature.getInstance(algorithm);
                signature.initSign(inside);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            signature.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            signature.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return signature.sign();
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] signed) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
