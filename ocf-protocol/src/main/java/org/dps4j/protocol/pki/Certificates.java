package org.dps4j.protocol.pki;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates of the Java runtime, to and from DER. */
final class Certificates {

    private static final int SHOWN = 100;

    private Certificates() {}

    /** Exactly one certificate, with nothing behind it. */
    static X509Certificate parse(byte[] der) throws CertificateException {
        try {
            DerReader reader = new DerReader(der);
            reader.enter(DerReader.SEQUENCE);
            if (reader.hasMore()) {
                throw new CertificateException("something follows the certificate");
            }
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (DerReader.MalformedDerException | RuntimeException e) {
            throw new CertificateException("not the DER of a certificate", e);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate cannot be encoded", e);
        }
    }

    /** How a message names a certificate. */
    static String shown(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?");
        String shown = subject.length() > SHOWN ? subject.substring(0, SHOWN) + "..." : subject;
        return "certificate \"" + shown + "\" (serial "
                + certificate.getSerialNumber().toString(16) + ")";
    }
}
