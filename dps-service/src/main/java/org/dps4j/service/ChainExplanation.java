package org.dps4j.service;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.attestation.GroupOpinion;
import org.dps4j.service.attestation.GroupOpinion.Trust;
import org.dps4j.service.attestation.Judgement;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.attestation.Verdict.GroupRefusal;
import org.dps4j.service.attestation.Verdict.Refused;
import org.dps4j.service.enrollment.EnrollmentGroup;

/** Tells in lines what the service makes of a chain and why. Pure. */
final class ChainExplanation {

    private ChainExplanation() {}

    /**
     * The lines: the device, each group, and what the service would do.
     *
     * @param presented at least one certificate, the device's first
     */
    static List<String> lines(List<X509Certificate> presented, Judgement judgement) {
        List<String> lines = new ArrayList<>(device(presented));
        judgement.opinions().forEach(opinion -> lines.add(group(opinion, judgement)));
        if (judgement.verdict() instanceof Accepted accepted) {
            lines.addAll(provisioning(accepted));
        } else if (judgement.verdict() instanceof Refused refused) {
            lines.add("verdict: refused at the TLS handshake: " + refused.reason());
        }
        return lines.stream().map(ChainExplanation::printable).toList();
    }

    private static List<String> device(List<X509Certificate> presented) {
        X509Certificate leaf = presented.get(0);
        return List.of(
                "device: CN '" + nameOf(leaf) + "', signed by '" + leaf.getIssuerX500Principal() + "', valid from "
                        + leaf.getNotBefore().toInstant() + " to "
                        + leaf.getNotAfter().toInstant() + ", " + presented.size()
                        + (presented.size() == 1 ? " certificate" : " certificates") + " in the file",
                "record: " + OcfIdentity.manufacturerUuid(leaf.getPublicKey()) + ", derived from its key");
    }

    private static String nameOf(X509Certificate certificate) {
        return OcfIdentity.commonNameOf(certificate).orElse("(none)");
    }

    private static String group(GroupOpinion opinion, Judgement judgement) {
        String label = "group " + opinion.group().label();
        if (opinion instanceof GroupRefusal refusal) {
            return label + ": no: " + refusal.reason();
        }
        Trust trust = (Trust) opinion;
        String trusts = label + ": trusts the chain, lead certificate '"
                + nameOf(trust.group().lead()) + "' is " + trust.distance() + " above the device's";
        return isChosen(trust.group(), judgement)
                ? trusts + ": chosen"
                : trusts + ": not chosen, another is closer or stands first";
    }

    private static boolean isChosen(EnrollmentGroup group, Judgement judgement) {
        return judgement.verdict() instanceof Accepted accepted
                && accepted.group().id().equals(group.id());
    }

    private static List<String> provisioning(Accepted accepted) {
        EnrollmentGroup group = accepted.group();
        return List.of(
                "device ids: " + deviceIds(accepted),
                "verdict: accepted into group " + group.label() + " of owner '" + group.owner() + "' (device sees "
                        + group.ownerId() + "), hub "
                        + group.hubs().preferred().hub().id() + " at "
                        + group.hubs().preferred().gateway() + ", "
                        + presence(group.preSharedKey()) + ", "
                        + validity(accepted));
    }

    private static String presence(Optional<?> preSharedKey) {
        return preSharedKey.isPresent() ? "with a pre-shared key" : "without a pre-shared key";
    }

    private static String validity(Accepted accepted) {
        return switch (accepted.group().expiredCertificates()) {
            case ACCEPT -> "also after the certificates expire";
            case REFUSE -> "until " + accepted.holdsUntil();
        };
    }

    private static String deviceIds(Accepted accepted) {
        EnrollmentGroup group = accepted.group();
        String never = "never the id of a hub or of an owner";
        return switch (group.deviceIds()) {
            case FREE -> "any, " + never;
            case BOUND_TO_MANUFACTURER_KEY -> "any that no other manufacturer key asked for first, " + never;
            case LISTED ->
                "only "
                        + group.allowedDeviceIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ", " + never;
        };
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
