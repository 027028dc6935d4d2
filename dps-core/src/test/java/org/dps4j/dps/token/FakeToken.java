package org.dps4j.dps.token;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider that signs with keys nobody can read, as that of a PKCS#11 token: they have no encoding, no format, and no
 * type that any other provider knows.
 */
public final class FakeToken extends Provider {

    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger signatures = new AtomicInteger();
    private transient volatile boolean gone;

    /** A token that is plugged in, for ECDSA. */
    public FakeToken() {
        super("FakeToken", "1", "signs with keys that nobody can read");
        for (String algorithm : new String[] {"SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA"}) {
            Service service = new Service(this, "Signature", algorithm, Signer.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new Signer(algorithm);
                }
            };
            putService(service);
        }
    }

    /** Takes {@code key} in; from now on it is a handle. */
    public PrivateKey keep(PrivateKey key) {
        return new Handle(this, key);
    }

    /** How often it signed. */
    public int signatures() {
        return signatures.get();
    }

    /** It is pulled out. */
    public void pull() {
        gone = true;
    }

    /** It is plugged in again. */
    public void plugIn() {
        gone = false;
    }

    private static final class Handle implements PrivateKey {

        private static final long serialVersionUID = 1L;

        private final transient FakeToken token;
        private final transient PrivateKey inside;

        private Handle(FakeToken token, PrivateKey inside) {
            this.token = token;
            this.inside = inside;
        }

        @Override
        public String getAlgorithm() {
            return inside.getAlgorithm();
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    private final class Signer extends SignatureSpi {

        private final String algorithm;
        private @Nullable Signature signature;

        private Signer(String algorithm) {
            this.algorithm = algorithm;
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof Handle handle) || handle.token != FakeToken.this) {
                throw new InvalidKeyException("not a key of this token");
            }
            try {
                signature = Signature.getInstance(algorithm, "SunEC");
                signature.initSign(handle.inside);
            } catch (GeneralSecurityException e) {
                throw new InvalidKeyException(e);
            }
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("this token only signs");
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
            if (gone) {
                throw new ProviderException("the token is gone");
            }
            signatures.incrementAndGet();
            return signature.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signed) throws SignatureException {
            throw new SignatureException("this token only signs");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new InvalidParameterException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new InvalidParameterException(name);
        }
    }
}
