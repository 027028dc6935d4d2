package org.dps4j.dps.plgd;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.dps4j.dps.dhcp.DhcpOptionCodes;
import org.dps4j.dps.dhcp.DhcpOptionsException;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.HexText;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.protocol.Bytes;

/**
 * plgd's functions for what a DHCP server says about the provisioning service. What they refuse goes with its reason to
 * the log function of {@link PlgdDps}.
 */
public final class PlgdDhcp {

    private PlgdDhcp() {}

    /** Sets the code of the service's address; false if it is not 1 to 254 or the code of another option. */
    public static boolean setVendorEncapsulatedOptionCodeDpsEndpoint(PlgdContext context, int code) {
        return set(context, () -> context.dhcpCodes().withEndpoint(code));
    }

    /** The code of the service's address; 200 until it is set otherwise. */
    public static int getVendorEncapsulatedOptionCodeDpsEndpoint(PlgdContext context) {
        return context.dhcpCodes().endpoint();
    }

    /** Sets the code of the fingerprint; false if it is not 1 to 254 or the code of another option. */
    public static boolean setVendorEncapsulatedOptionCodeDpsCertificateFingerprint(PlgdContext context, int code) {
        return set(context, () -> context.dhcpCodes().withFingerprint(code));
    }

    /** The code of the fingerprint; 201 until it is set otherwise. */
    public static int getVendorEncapsulatedOptionCodeDpsCertificateFingerprint(PlgdContext context) {
        return context.dhcpCodes().fingerprint();
    }

    /** The bytes that a text such as {@code 01:a:3:14} spells, see {@link HexText#parse}; empty if it spells none. */
    public static Optional<Bytes> hexStringToBytes(String isc) {
        try {
            return Optional.of(HexText.parse(isc));
        } catch (DhcpOptionsException e) {
            PlgdDps.failed(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Takes what a DHCP server says. Waits until that is stored, so it must not be called on the device's loop.
     *
     * @return -1 for an error, 0 if nothing changed, 1 if something did, 2 if the caller is to have all steps done again
     */
    public static int setValuesFromVendorEncapsulatedOptions(PlgdContext context, byte[] options) {
        PlgdDps.requireOutside(context.owner());
        try {
            VendorEncapsulatedOptions told =
                    VendorEncapsulatedOptions.parse(Bytes.copyOf(options), context.dhcpCodes());
            return context.client().applyDhcpOptions(told).join().code();
        } catch (DhcpOptionsException e) {
            PlgdDps.failed(String.valueOf(e.getMessage()));
            return DhcpResult.ERROR.code();
        } catch (CancellationException e) {
            PlgdDps.failed("device(" + context.device() + ") is shut down and is told nothing any more");
            return DhcpResult.ERROR.code();
        }
    }

    private static boolean set(PlgdContext context, Supplier<DhcpOptionCodes> codes) {
        try {
            context.dhcpCodes(codes.get());
            return true;
        } catch (IllegalArgumentException e) {
            PlgdDps.failed(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
