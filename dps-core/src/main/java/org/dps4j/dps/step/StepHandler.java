package org.dps4j.dps.step;

import org.dps4j.device.DeviceState;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;

/** What a step asks for and how its answer is read. Stateless. */
public interface StepHandler {

    /** The request of the device as it is now. */
    StepRequest request(DeviceState device);

    /** The answer in the body of a success. */
    StepAnswer read(byte[] body) throws PayloadException;

    /** The handler of a step. */
    static StepHandler of(ProvisioningStep step) {
        return switch (step) {
            case TIME -> new TimeStep();
            case OWNER -> new OwnerStep();
            case CLOUD -> new CloudStep();
            case CREDENTIALS -> new CredentialsStep();
            case ACLS -> new AclsStep();
        };
    }
}
