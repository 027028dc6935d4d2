package org.dps4j.protocol.coap;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one identity to every peer that takes its kind of key, whatever authorities the peer names: a service knows
 * manufacturers that it does not name.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "identity";

    private final TlsIdentity identity;
    private final String keyType;

    IdentityKeyManager(TlsIdentity identity) {
        this.identity = identity;
        this.keyType = identity.chain().get(0).getPublicKey().getAlgorithm();
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return Arrays.stream(keyTypes).anyMatch(this::isOurs) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        return isOurs(type) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return Arrays.stream(keyTypes).anyMatch(this::isOurs) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return isOurs(type) ? ALIAS : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
        return isOurs(type) ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
        return isOurs(type) ? new String[] {ALIAS} : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity.key();
    }

    /** JSSE asks for a key as "EC" or "RSA", or together with the issuer's key as "EC_RSA". */
    private boolean isOurs(String type) {
        return type.equals(keyType) || type.startsWith(keyType + "_");
    }
}
