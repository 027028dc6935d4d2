package org.dps4j.dps.plgd;

import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.dhcp.DhcpOptionCodes;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.loop.Cancellable;
import org.jspecify.annotations.Nullable;

/** Provisioning of one device, as the first version shows it. Thread-safe. */
public final class PlgdContext {

    /** A credential id that stands for none. */
    public static final int UNSET = -1;

    private record Callback<D extends @Nullable Object>(PlgdCallback<D> function, D data) {
        void call(PlgdContext context, int status) {
            function.onStatus(context, status, data);
        }
    }

    private final int device;
    private final DpsClient client;
    private volatile int manufacturerCredentialId = UNSET;
    private volatile int serviceCaCredentialId = UNSET;
    private volatile boolean skipVerify;
    private volatile DhcpOptionCodes dhcpCodes = DhcpOptionCodes.DEFAULTS;
    private volatile @Nullable DpsEndpoint endpoint;
    private volatile @Nullable Callback<?> onStatus;
    private volatile @Nullable Callback<?> onCloud;
    private final Cancellable cloud;
    private final Statuses statuses = new Statuses();

    PlgdContext(int device, DpsClient client, CloudClient cloud, boolean skipVerify) {
        this.device = device;
        this.client = client;
        this.skipVerify = skipVerify;
        var unused = client.addListener(statuses);
        this.cloud = cloud.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                Callback<?> callback = onCloud;
                if (callback != null) {
                    callback.call(PlgdContext.this, status.mask());
                }
            }
        });
    }

    /** The index of the device. */
    public int device() {
        return device;
    }

    /** The id of the manufacturer certificate that {@link PlgdDps#pkiSetSecurityProfile} named, or {@link #UNSET}. */
    public int manufacturerCredentialId() {
        return manufacturerCredentialId;
    }

    /** The id of the trust anchor that {@link PlgdDps#setServiceCa} named, or {@link #UNSET}. */
    public int serviceCaCredentialId() {
        return serviceCaCredentialId;
    }

    /** Whether the service's certificate is not verified. */
    public boolean skipVerify() {
        return skipVerify;
    }

    /** The client behind it, for what the first version does not offer. */
    public DpsClient client() {
        return client;
    }

    Device owner() {
        return client.device();
    }

    DhcpOptionCodes dhcpCodes() {
        return dhcpCodes;
    }

    void dhcpCodes(DhcpOptionCodes codes) {
        this.dhcpCodes = codes;
    }

    @Nullable
    DpsEndpoint endpoint() {
        return endpoint;
    }

    void endpoint(DpsEndpoint started) {
        this.endpoint = started;
    }

    void manufacturerCredentialId(int id) {
        this.manufacturerCredentialId = id;
    }

    void serviceCa(int id, boolean skip) {
        this.serviceCaCredentialId = id;
        this.skipVerify = skip;
    }

    void forget(int credentialId) {
        if (manufacturerCredentialId == credentialId) {
            manufacturerCredentialId = UNSET;
        }
        if (serviceCaCredentialId == credentialId) {
            serviceCaCredentialId = UNSET;
        }
    }

    <S extends @Nullable Object, C extends @Nullable Object> void callbacks(
            @Nullable PlgdCallback<S> status, S statusData, @Nullable PlgdCallback<C> cloud, C cloudData) {
        onStatus = status == null ? null : new Callback<>(status, statusData);
        onCloud = cloud == null ? null : new Callback<>(cloud, cloudData);
    }

    /** Ends provisioning for good; the cloud's reports are heard no more. */
    void close() {
        cloud.cancel();
        client.close();
    }

    /** Reports, after what the client reports, that no manager runs any more. */
    void cleared() {
        owner().loop().execute(() -> statuses.report(PlgdStatus.UNINITIALIZED));
    }

    /** Turns what the client reports into the calls of the first version; confined to the device's loop. */
    private final class Statuses implements DpsListener {

        private int last = PlgdStatus.UNINITIALIZED;

        @Override
        public void onStatusChanged(Snapshot snapshot) {
            report(PlgdStatus.of(snapshot.status()));
        }

        private void report(int status) {
            boolean news = status != last || PlgdStatus.FAILURE.isIn(status);
            last = status;
            Callback<?> callback = onStatus;
            if (news && callback != null) {
                callback.call(PlgdContext.this, status);
            }
        }
    }
}
