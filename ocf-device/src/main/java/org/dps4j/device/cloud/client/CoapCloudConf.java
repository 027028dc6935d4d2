package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * {@code /CoapCloudConfResURI}: the device's cloud (OCF Device to Cloud Services 8, {@code oic.r.coapcloudconf}). A POST
 * with an address, a token and an id gives the device a cloud; one with an empty address has it leave. The token is never
 * shown.
 */
final class CoapCloudConf {

    static final String HREF = "/CoapCloudConfResURI";

    private static final String TYPE = "oic.r.coapcloudconf";
    private static final String PROVIDER = "apn";
    private static final String SERVER = "cis";
    private static final String ID = "sid";
    private static final String ERROR = "clec";
    private static final String STATUS = "cps";
    private static final String SERVERS = "x.org.iotivity.servers";
    private static final String SCHEME = "coaps+tcp";
    private static final Duration SIGN_OFF = Duration.ofSeconds(10);

    private final Device device;
    private final OcfCloudClient client;

    private CoapCloudConf(Device device, OcfCloudClient client) {
        this.device = device;
        this.client = client;
    }

    /** Adds the resource of {@code device} to {@code resources} until cancelled; who observes it hears how it stands. */
    static Cancellable addTo(ResourceDirectory resources, Device device, OcfCloudClient client) {
        CoapCloudConf conf = new CoapCloudConf(device, client);
        resources.add(Resource.at(HREF)
                .type(TYPE)
                .local()
                .onGet(request -> conf.shown(client.status()))
                .later(ResourceMethod.POST, conf::post)
                .build());
        Cancellable news = client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                resources.changed(HREF);
            }
        });
        return () -> {
            news.cancel();
            resources.remove(HREF);
        };
    }

    private CborMap shown(CloudStatus status) {
        return shown(status.provisioning(), status.lastError());
    }

    private CborMap shown(CloudProvisioningStatus provisioning, CloudErrorCode error) {
        CloudConfiguration cloud = device.state().cloud();
        // the reference shows the baseline members through every interface
        MapWriter members = new MapWriter()
                .texts("rt", List.of(TYPE))
                .texts("if", List.of("oic.if.rw", "oic.if.baseline"))
                .text(
                        PROVIDER,
                        cloud.access().map(CloudAccess::authorizationProvider).orElse(""))
                .text(SERVER, cloud.selected().uri().toString())
                .uuid(ID, cloud.selected().id());
        if (cloud.servers().size() > 1) {
            members.value(
                    SERVERS,
                    new CborArray(cloud.servers().stream()
                            .<CborValue>map(CoapCloudConf::server)
                            .toList()));
        }
        return members.integer(ERROR, error.wireValue())
                .text(STATUS, provisioning.wireValue())
                .toMap();
    }

    private static CborMap server(CloudServer server) {
        return new MapWriter()
                .text("uri", server.uri().toString())
                .uuid("id", server.id())
                .toMap();
    }

    private CompletionStage<ResourceAnswer> post(ResourceRequest request) throws PayloadException {
        MapReader members = request.members();
        members.refuse(STATUS);
        if (members.text(SERVER).isEmpty()) {
            CborMap before = shown(client.status());
            var unused = client.signOff(SIGN_OFF);
            return CompletableFuture.completedFuture(ResourceAnswer.changed(before));
        }
        CloudProvisioningStatus standing = client.status().provisioning();
        if (standing == CloudProvisioningStatus.REGISTERING || standing == CloudProvisioningStatus.REGISTERED) {
            throw members.problem(SERVER, "empty text, for the device is " + standing.wireValue(), "an address");
        }
        CloudConfiguration given = CloudConfiguration.of(CloudConfigurationAnswer.CODEC.decode(
                CborWriter.write(request.body().orElseThrow())));
        if (given.by(SCHEME).isEmpty()) {
            throw members.problem(
                    SERVER,
                    "an address that begins with " + SCHEME + "://",
                    given.selected().uri().toString());
        }
        return device.update(state -> state.withCloud(given)).thenApply(this::started);
    }

    private ResourceAnswer started(DeviceState state) {
        Optional<Identity> identity = state.identity();
        identity.ifPresent(own -> {
            var unused = client.start(state.id(), state.cloud(), own);
        });
        return ResourceAnswer.changed(shown(CloudProvisioningStatus.READY_TO_REGISTER, CloudErrorCode.NONE));
    }
}
