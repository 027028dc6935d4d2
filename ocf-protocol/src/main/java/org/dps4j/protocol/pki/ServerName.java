package org.dps4j.protocol.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a server's certificate is one for a host: by its subject alternative names alone (RFC 9525). */
final class ServerName {

    private static final int DNS = 2;
    private static final int IP = 7;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private ServerName() {}

    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    static boolean covers(X509Certificate certificate, String host) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> covers(name, host));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean covers(List<?> name, String host) {
        if (!(name.get(1) instanceof String value)) {
            return false;
        }
        return isAddress(host)
                ? name.get(0).equals(IP) && sameAddress(value, host)
                : name.get(0).equals(DNS) && sameName(value.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT));
    }

    /** A wildcard stands for exactly one label, the first. */
    private static boolean sameName(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.equals(host)
                || dot > 0 && pattern.startsWith("*.") && pattern.substring(1).equals(host.substring(dot));
    }

    // Both are literals, so nothing is looked up.
    private static boolean sameAddress(String one, String other) {
        try {
            return isAddress(one) && InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
