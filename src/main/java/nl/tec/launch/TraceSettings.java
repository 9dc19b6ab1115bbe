package nl.tec.launch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Tracing;
import nl.tec.operations.CollectorTracing;

/**
 * The settings TEC_TRACES_ADDRESS and TEC_TRACES_RATIO. They are read before Spring starts, because without them there is no bean either:
 * what Spring prepares ahead of time, it settles when the program is built.
 *
 * @param collector where traces are sent
 * @param ratio which part of them, from 0 to 1
 */
record TraceSettings(URI collector, double ratio) {

    /** @throws StartException when they can't be used */
    static Optional<TraceSettings> of(Map<String, String> environment) {
        String address = environment.getOrDefault("TEC_TRACES_ADDRESS", "").strip();
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(new TraceSettings(
                        collector(address),
                        ratio(environment.getOrDefault("TEC_TRACES_RATIO", "").strip())));
    }

    private static URI collector(String address) {
        try {
            URI uri = new URI(address);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new StartException("TEC_TRACES_ADDRESS has to be the address of a collector, such as"
                + " http://127.0.0.1:4318/v1/traces; " + address + " is none.");
    }

    private static double ratio(String part) {
        try {
            double ratio = part.isEmpty() ? 1 : Double.parseDouble(part);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new StartException("TEC_TRACES_RATIO has to be a number from 0 to 1, such as 0.1; it is " + part + ".");
    }

    Tracing tracing() {
        return new CollectorTracing(collector, ratio);
    }
}
