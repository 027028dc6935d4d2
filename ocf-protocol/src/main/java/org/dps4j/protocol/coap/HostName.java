package org.dps4j.protocol.coap;

import io.netty.util.NetUtil;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Compares a host name with the names in a certificate, as for HTTPS (RFC 2818 section 3.1, subjectAltName only). */
final class HostName {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int TYPE = 0;
    private static final int VALUE = 1;

    private HostName() {}

    /** Throws unless {@code certificate} names {@code host}. */
    static void requireNamed(X509Certificate certificate, String host) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        boolean address = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (names == null || names.stream().noneMatch(name -> address ? isAddress(name, host) : isNamed(name, host))) {
            throw new CertificateException("the certificate does not name the host " + host);
        }
    }

    private static boolean isAddress(List<?> name, String host) {
        return name.get(TYPE).equals(IP_ADDRESS)
                && NetUtil.createInetAddressFromIpAddressString(host)
                        .equals(NetUtil.createInetAddressFromIpAddressString(String.valueOf(name.get(VALUE))));
    }

    private static boolean isNamed(List<?> name, String host) {
        if (!name.get(TYPE).equals(DNS_NAME)) {
            return false;
        }
        String pattern = String.valueOf(name.get(VALUE)).toLowerCase(Locale.ROOT);
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        boolean wildcard = pattern.startsWith("*.") && dot > 0 && pattern.indexOf('.', 2) > 0;
        return pattern.equals(wanted) || wildcard && pattern.substring(1).equals(wanted.substring(dot));
    }
}
