package org.dps4j.device.resource.security;

import java.util.ArrayList;
import java.util.List;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.protocol.payload.PayloadException;

/** Numbers in a query, such as {@code credid=1}. */
final class Numbers {

    private Numbers() {}

    static List<Integer> of(ResourceRequest request, String parameter) throws PayloadException {
        List<Integer> numbers = new ArrayList<>();
        for (String value : request.parameters(parameter)) {
            try {
                numbers.add(Integer.parseInt(value));
            } catch (NumberFormatException e) {
                throw new PayloadException(parameter, "a number", "something else");
            }
        }
        return numbers;
    }
}
