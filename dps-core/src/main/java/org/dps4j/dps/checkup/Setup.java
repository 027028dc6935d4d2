package org.dps4j.dps.checkup;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.DpsConfig;

/**
 * With what a device would be started.
 *
 * @param material what it brings from its factory
 * @param endpoint the address of the service as it was given, which may be no address; empty if none was
 * @param stored what an earlier run left
 * @param config how it is provisioned
 */
public record Setup(FactoryMaterial material, String endpoint, StoredState stored, DpsConfig config) {

    /** Checks that all are there. */
    public Setup {
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(stored, "stored");
        Objects.requireNonNull(config, "config");
    }

    /** A device that is there, with the credentials that are installed in it. */
    public static Setup of(DeviceState device, String endpoint, DpsConfig config) {
        FactoryMaterial material = device.credentials()
                .manufacturerIdentity()
                .map(FactoryMaterial::of)
                .orElseGet(() -> new FactoryMaterial(Optional.empty(), Optional.empty(), Optional.empty()));
        return new Setup(material, endpoint, new StoredState.Kept(device), config);
    }
}
