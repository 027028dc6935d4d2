package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.machine.CloudAction;
import org.dps4j.device.cloud.machine.CloudEffect.Proof;
import org.dps4j.device.cloud.machine.Link;
import org.dps4j.device.cloud.transport.CloudRequest;
import org.dps4j.protocol.payload.account.RefreshRequest;
import org.dps4j.protocol.payload.account.SignOffQuery;
import org.dps4j.protocol.payload.account.SignUpRequest;
import org.dps4j.protocol.payload.directory.PublishRequest;
import org.dps4j.protocol.payload.directory.UnpublishQuery;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.protocol.payload.session.SessionRequest;

/** What a device says to its cloud, made of its state. Pure. */
final class Requests {

    private static final String ACCOUNT = "oic/sec/account";
    private static final String SESSION = "oic/sec/session";
    private static final String REFRESH = "oic/sec/tokenrefresh";
    private static final String DIRECTORY = "oic/rd";

    private Requests() {}

    /** @throws IllegalStateException if the device has not what the request takes */
    static CloudRequest about(CloudAction action, DeviceState device) {
        return switch (action) {
            case SIGN_UP -> signUp(device);
            case REFRESH -> refresh(device);
            case SIGN_IN -> signIn(device);
            case SIGN_OUT -> signOut(device);
            case SIGN_OFF -> throw new IllegalArgumentException("signing off takes a proof");
        };
    }

    private static CloudRequest signUp(DeviceState device) {
        CloudAccess access = device.cloud()
                .access()
                .orElseThrow(() -> new IllegalStateException("the device has no token to sign up with"));
        return CloudRequest.post(
                ACCOUNT,
                List.of(),
                SignUpRequest.CODEC.encode(
                        new SignUpRequest(device.id(), provider(device), access.accessToken(), Optional.empty())));
    }

    private static CloudRequest refresh(DeviceState device) {
        CloudRegistration account = account(device);
        return CloudRequest.post(
                REFRESH,
                List.of(),
                RefreshRequest.CODEC.encode(
                        new RefreshRequest(account.userId(), device.id(), provider(device), account.refreshToken())));
    }

    private static CloudRequest signIn(DeviceState device) {
        CloudRegistration account = account(device);
        return CloudRequest.post(
                SESSION,
                List.of(),
                SessionRequest.CODEC.encode(
                        SessionRequest.signIn(account.userId(), device.id(), account.accessToken())));
    }

    private static CloudRequest signOut(DeviceState device) {
        CloudRegistration account = account(device);
        return CloudRequest.post(
                SESSION,
                List.of(),
                SessionRequest.CODEC.encode(
                        SessionRequest.signOut(account.userId(), device.id(), account.accessToken())));
    }

    static CloudRequest signOff(Proof proof, DeviceState device) {
        SignOffQuery query = signOffQuery(account(device), device.id());
        return CloudRequest.delete(
                ACCOUNT,
                (proof == Proof.TOKEN ? query : new SignOffQuery(query.userId(), query.deviceId(), Optional.empty()))
                        .toParts());
    }

    static SignOffQuery signOffQuery(CloudRegistration account, UUID device) {
        return new SignOffQuery(Optional.of(account.userId()), Optional.of(device), Optional.of(account.accessToken()));
    }

    static CloudRequest publish(List<Link> links, Duration timeToLive, DeviceState device) {
        return CloudRequest.post(
                DIRECTORY,
                List.of("rt=oic.wk.rdpub"),
                PublishRequest.CODEC.encode(new PublishRequest(
                        device.id(),
                        Optional.of(device.name()),
                        timeToLive,
                        links.stream().map(Requests::resourceLink).toList())));
    }

    static CloudRequest unpublish(List<Long> instances, DeviceState device) {
        return CloudRequest.delete(DIRECTORY, new UnpublishQuery(device.id(), instances).toParts());
    }

    private static ResourceLink resourceLink(Link link) {
        return new ResourceLink(
                Optional.empty(),
                link.href(),
                link.types(),
                link.interfaces(),
                LinkPolicy.ofBitMap(link.policy()),
                List.of(),
                List.of("hosts"),
                OptionalLong.empty());
    }

    static Link link(ResourceLink link) {
        return new Link(link.href(), link.resourceTypes(), link.interfaces(), LinkPolicy.bitMap(link.policy()));
    }

    private static Optional<String> provider(DeviceState device) {
        return device.cloud().access().map(CloudAccess::authorizationProvider).filter(name -> !name.isEmpty());
    }

    private static CloudRegistration account(DeviceState device) {
        return device.cloud()
                .registration()
                .orElseThrow(() -> new IllegalStateException("the device has no account in its cloud"));
    }
}
