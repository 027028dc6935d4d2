package org.dps4j.service;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Amazon Corretto Crypto Provider, which is native code and so may be there or not. */
final class AmazonCrypto {

    private static final Logger LOG = LoggerFactory.getLogger(AmazonCrypto.class);
    private static final String NAME = "AmazonCorrettoCryptoProvider";
    private static final String CLASS = "com.amazon.corretto.crypto.provider." + NAME;

    private static final String PREFERRED = "jdk.security.provider.preferred";
    private static final String HMAC_OF_THE_JDK = "Group.HmacSHA2:SunJCE";

    private AmazonCrypto() {}

    /**
     * Leaves HMAC to the JDK, whatever provider comes first. Amazon's compares a new key with the last one, and those of
     * DTLS do not bear that once they are destroyed. It counts only before anything in the process asks for a provider.
     */
    static void leaveHmacToTheJdk() {
        String others = Security.getProperty(PREFERRED);
        Security.setProperty(
                PREFERRED, others == null || others.isBlank() ? HMAC_OF_THE_JDK : others + ", " + HMAC_OF_THE_JDK);
    }

    /** The provider, if somebody registered it in this process. */
    static Optional<Provider> registered() {
        return Optional.ofNullable(Security.getProvider(NAME));
    }

    /** The provider, not yet registered, if its native library loads on this machine. */
    static Optional<Provider> load() {
        try {
            Class<?> type = Class.forName(CLASS);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            Object error = type.getMethod("getLoadingError").invoke(provider);
            if (error != null) {
                LOG.debug("{} does not load: {}", NAME, error.toString());
                return Optional.empty();
            }
            return Optional.of(provider);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug("{} is not there: {}", NAME, e.toString());
            return Optional.empty();
        }
    }
}
