package org.dps4j.protocol.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a server's certificate is one for a host: by its subject alternative names alone (RFC 9525). Thread-safe. */
public final class ServerName {

    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int MOST_TOLD = 4;
    private static final int LONGEST_TOLD = 40;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private ServerName() {}

    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /**
     * Whether {@code certificate} is for {@code host}, a DNS name or an IP address without brackets. A wildcard stands for
     * the first label alone.
     */
    public static boolean covers(X509Certificate certificate, String host) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> covers(name, host));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** For which hosts {@code certificate} is, for a message: a few of them, cut to a sensible length. */
    public static String describe(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> hosts = names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS) || name.get(0).equals(IP))
                            .map(name -> cut(String.valueOf(name.get(1))))
                            .toList();
            String told = hosts.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
            return hosts.isEmpty()
                    ? "no host at all"
                    : told + (hosts.size() > MOST_TOLD ? " and " + (hosts.size() - MOST_TOLD) + " more" : "");
        } catch (CertificateParsingException e) {
            return "hosts that cannot be read";
        }
    }

    private static String cut(String name) {
        return name.length() > LONGEST_TOLD ? name.substring(0, LONGEST_TOLD) + "…" : name;
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
