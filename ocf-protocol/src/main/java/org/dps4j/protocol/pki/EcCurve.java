package org.dps4j.protocol.pki;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Optional;

/** The two curves of the OCF certificate profile (OCF Security, "Certificate profiles"). */
public enum EcCurve {
    /** NIST P-256, signed with SHA-256. */
    P256("secp256r1", "1.2.840.10045.3.1.7", "SHA256withECDSA"),
    /** NIST P-384, signed with SHA-384. */
    P384("secp384r1", "1.3.132.0.34", "SHA384withECDSA");

    private final String standardName;
    private final String oid;
    private final String signatureAlgorithm;

    EcCurve(String standardName, String oid, String signatureAlgorithm) {
        this.standardName = standardName;
        this.oid = oid;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /** The name every JCA provider knows the curve by, such as {@code secp256r1}. */
    public String standardName() {
        return standardName;
    }

    /** The object identifier of the curve, dotted. */
    public String oid() {
        return oid;
    }

    /** The JCA name of the signature whose hash is as strong as the curve. */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** The curve {@code key} lies on; empty for another curve, another algorithm and a point that is on no curve. */
    public static Optional<EcCurve> of(PublicKey key) {
        if (!(key instanceof ECPublicKey ec)) {
            return Optional.empty();
        }
        for (EcCurve curve : values()) {
            ECParameterSpec spec = EcKeys.parameters(curve);
            if (sameCurve(spec, ec.getParams()) && contains(spec, ec.getW())) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    private static boolean sameCurve(ECParameterSpec one, ECParameterSpec other) {
        return one.getCurve().getField().equals(other.getCurve().getField())
                && one.getCurve().getA().equals(other.getCurve().getA())
                && one.getCurve().getB().equals(other.getCurve().getB())
                && one.getGenerator().equals(other.getGenerator())
                && one.getOrder().equals(other.getOrder());
    }

    private static boolean contains(ECParameterSpec spec, ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger prime = ((ECFieldFp) spec.getCurve().getField()).getP();
        return inField(point.getAffineX(), prime)
                && inField(point.getAffineY(), prime)
                && point.getAffineY().modPow(BigInteger.TWO, prime).equals(rightSide(spec, point.getAffineX()));
    }

    /** The value of x³ + ax + b in the field of the curve. */
    static BigInteger rightSide(ECParameterSpec spec, BigInteger x) {
        BigInteger prime = ((ECFieldFp) spec.getCurve().getField()).getP();
        return x.modPow(BigInteger.valueOf(3), prime)
                .add(spec.getCurve().getA().multiply(x))
                .add(spec.getCurve().getB())
                .mod(prime);
    }

    private static boolean inField(BigInteger value, BigInteger prime) {
        return value.signum() >= 0 && value.compareTo(prime) < 0;
    }
}
