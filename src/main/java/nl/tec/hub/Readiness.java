package nl.tec.hub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The readiness of this node for new requests. On shutdown it first reports not ready for TEC_DRAIN_SECONDS, which gives the load
 * balancer time to notice; only then does the web server stop.
 */
@Component
public class Readiness implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final int drainSeconds;
    private volatile boolean ready;

    Readiness(@Value("${tec.drain-seconds:0}") int drainSeconds) {
        this.drainSeconds = drainSeconds;
    }

    public boolean ready() {
        return ready;
    }

    @Override
    public void start() {
        ready = true;
    }

    @Override
    public void stop() {
        ready = false;
        if (drainSeconds > 0) {
            LOG.info("Stopping: no new visitors from here on, the web server stops in {} s", drainSeconds);
            try {
                Thread.sleep(drainSeconds * 1000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return ready;
    }

    /** Started last and stopped first. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
