package nl.tec;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one Chromium of a test run and the windows of one test. Chromium is the distribution's: {@code /usr/bin/chromium},
 * or what the environment variable CHROMIUM says.
 */
final class Browsers implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback {

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // most scripts run once per page, so optimising them takes longer than it saves
            "--js-flags=--no-opt --no-maglev");

    private static final Set<String> PARTS_OF_A_PAGE = Set.of("stylesheet", "image", "font", "script", "manifest");

    /** The accessibility checker, loaded with each page by an init script, which costs less than injecting it for each check. */
    private static final String AXE = axe();

    private final List<BrowserContext> windows = new ArrayList<>();
    private final Set<BrowserContext> scriptless = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private @Nullable Browser browser;

    /** Playwright's own helper process and the browser; JUnit closes it when the last test is done. */
    private record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

        static Chromium start() {
            // the browser is the distribution's, so nothing is ever downloaded
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Path program = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
            if (!Files.isExecutable(program)) {
                throw new IllegalStateException(
                        "There is no " + program + ". Install Chromium (Debian: apt-get install"
                                + " chromium), or set CHROMIUM to the path of yours, or skip these tests with -Dtests.browser=false.");
            }
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setArgs(OPTIONS)));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        browser = test.getRoot()
                .getStore(ExtensionContext.Namespace.create(Browsers.class))
                .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class)
                .browser();
    }

    Page window(String address, int width, int height, boolean script) {
        if (browser == null) {
            throw new IllegalStateException("there is a window only while a test runs");
        }
        BrowserContext window = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(address)
                .setViewportSize(width, height)
                .setHasTouch(width < 600)
                .setJavaScriptEnabled(script)
                .setLocale("nl-NL")
                .setTimezoneId("Europe/Amsterdam")
                .setReducedMotion(ReducedMotion.REDUCE));
        window.setDefaultTimeout(Patience.LIMIT.toMillis());
        window.onConsoleMessage(message -> {
            // an answer 4xx is no fault in itself (a form that is refused is 422); missing parts are found below
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                fault("console: " + message.text(), message.page());
            }
        });
        window.onWebError(error -> fault("script: " + error.error(), error.page()));
        window.onResponse(this::look);
        window.onRequestFailed(request -> {
            if (PARTS_OF_A_PAGE.contains(request.resourceType()) && !aborted(request)) {
                faults.add("not loaded: " + request.url() + " (" + request.failure() + ")");
            }
        });
        windows.add(window);
        if (script) {
            window.addInitScript(AXE);
        } else {
            scriptless.add(window);
        }
        return window.newPage();
    }

    boolean scriptless(Page page) {
        return scriptless.contains(page.context());
    }

    void expect(String partOfFault) {
        expected.add(partOfFault);
    }

    /** Returns what the browser complained of so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    private void look(Response answer) {
        String kind = answer.request().resourceType();
        if (answer.status() >= (PARTS_OF_A_PAGE.contains(kind) ? 400 : 500)) {
            faults.add("answer " + answer.status() + ": " + answer.url());
        }
    }

    private void fault(String what, @Nullable Page page) {
        faults.add(what + (page == null ? "" : " on " + page.url()));
    }

    private static boolean aborted(Request request) {
        return request.failure().contains("ERR_ABORTED");
    }

    /** Pictures of what the persons of a failed test last saw. */
    @Override
    public void afterTestExecution(ExtensionContext test) {
        if (test.getExecutionException().isEmpty()) {
            return;
        }
        String name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        int count = 0;
        for (BrowserContext window : windows) {
            for (Page page : window.pages()) {
                Path picture = Path.of("target", "browser", name + "-" + ++count + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
                System.err.println("The page " + page.url() + " of the failed test is in " + picture);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        windows.forEach(BrowserContext::close);
        windows.clear();
        faults.removeIf(fault -> expected.stream().anyMatch(fault::contains));
        assertThat(faults).as("what the browser complained of").isEmpty();
    }

    private static String axe() {
        try (InputStream axe = Browsers.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
