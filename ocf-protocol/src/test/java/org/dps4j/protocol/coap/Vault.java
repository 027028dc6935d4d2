package org.dps4j.protocol.coap;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** A JCA provider like that of a hardware module: it signs with keys that nobody can read. */
final class Vault extends Provider {

    Vault() {
        super("Vault", "1", "signs with keys that nobody can read");
        put("Signature.SHA256withECDSA", Signer.class.getName());
    }

    /** The key, from now on unreadable. */
    static PrivateKey keep(PrivateKey key) {
        return new Kept(key);
    }

    private record Kept(PrivateKey inside) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return inside.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            throw new AssertionError("a key was read");
        }
    }

    /** Signs with a kept key, and with no other. */
    public static final class Signer extends SignatureSpi {

        private final Signature signature;

        public Signer() throws NoSuchAlgorithmException {
            signature = Signature.getInstance("SHA256withECDSA");
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof Kept kept)) {
                throw new InvalidKeyException("not a key of this module");
            }
            signature.initSign(kept.inside);
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("this module only signs");
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            signature.update(octet);
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
