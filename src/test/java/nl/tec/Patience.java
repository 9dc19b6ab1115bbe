package nl.tec;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** The time that tests wait for what happens by itself. It is long, so that a busy machine fails no test. */
public final class Patience implements LauncherSessionListener {

    static final Duration LIMIT = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT.toMillis());
    }
}
