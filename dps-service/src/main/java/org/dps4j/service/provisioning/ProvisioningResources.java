package org.dps4j.service.provisioning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.dps4j.loop.Loop;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.record.Step;
import org.dps4j.service.token.TokenIssuer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.server.resources.Resource;

/** The tree of the five resources. Everything it asks for is asked for without blocking. */
public final class ProvisioningResources {

    private final CoapResource root = new PathSegment("");
    private final StepOutcomes outcomes;
    private final Duration answerLimit;

    /**
     * @param worker what verifies signing requests
     * @param loop times what is said once a minute
     * @param answerLimit how long a backend may take; then the device is told to ask again later
     */
    public ProvisioningResources(
            List<EnrollmentGroup> groups,
            CertificateAuthority authority,
            TokenIssuer tokens,
            ProvisioningRecords records,
            Executor worker,
            SigningRequestReader requests,
            Loop loop,
            Duration answerLimit) {
        this.answerLimit = answerLimit;
        outcomes = new StepOutcomes(records, loop);
        DeviceIdRule deviceIds = new DeviceIdRule(groups, records);
        CoapResource provisioning = new PathSegment("provisioning");
        provisioning.add(
                get("ownership", Step.OWNERSHIP, FixedAnswers.ownership(groups)),
                post("cloud-configuration", Step.CLOUD, new CloudStep(deviceIds, tokens, records)),
                post(
                        "credentials",
                        Step.CREDENTIALS,
                        new CredentialsStep(deviceIds, authority, records, worker, requests)),
                get("acls", Step.ACLS, FixedAnswers.acls(groups)));
        root.add(
                new PathSegment("x.plgd.dev").add(get("time", Step.TIME, new TimeStep())),
                new PathSegment("api").add(new PathSegment("v1").add(provisioning)));
    }

    /** The root to be served. */
    public Resource root() {
        return root;
    }

    /** How often each step was answered and failed, by name. */
    public Map<String, Long> counts() {
        return outcomes.counts();
    }

    private StepResource get(String name, Step step, StepHandler handler) {
        return new StepResource(name, step, Code.GET, handler, outcomes, answerLimit);
    }

    private StepResource post(String name, Step step, StepHandler handler) {
        return new StepResource(name, step, Code.POST, handler, outcomes, answerLimit);
    }
}
