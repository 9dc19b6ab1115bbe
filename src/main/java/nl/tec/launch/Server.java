package nl.tec.launch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.tec.hub.FirstStart;
import nl.tec.hub.HubSettings;
import nl.tec.hub.StartNotice;
import nl.tec.hub.Tracing;
import nl.tec.operations.ErasedPeople;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/** {@code tec run}: the web server of the hub, until it is stopped. */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private Server() {}

    /**
     * Runs the hub. Returns only when it can't; a signal ends the process, after pending responses have been sent and
     * the database has stopped.
     *
     * @param demo whether a new hub becomes the demo hub
     */
    static void run(Class<?> application, Path data, int port, boolean demo) {
        Optional<DatabaseAccess> external = DatabaseAccess.external(System.getenv());
        CompletableFuture<Void> databaseStarts;
        DatabaseAccess access;
        if (external.isPresent()) {
            access = external.get();
            databaseStarts = CompletableFuture.runAsync(() -> access.program().requireDurable());
        } else {
            EmbeddedDatabase database = EmbeddedDatabase.prepare(data, Map.of(), System.out::println);
            // run after the application has closed
            SpringApplication.getShutdownHandlers().add(database::close);
            access = database.access();
            databaseStarts = CompletableFuture.runAsync(database::start);
        }
        ConfigurableApplicationContext program = start(application, data, port, demo, access, databaseStarts);
        setBaseAddress(program.getBean(HubSettings.class), port);
        greet(program, port);
        CompletableFuture.runAsync(() -> makeAllBeans(program), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
        StartArchive.makeIfMissing(data, access.program());
        waitForever();
    }

    /** Migrates the database and starts an instance on it; several may do so concurrently. */
    static ConfigurableApplicationContext start(
            Class<?> application,
            Path data,
            int port,
            boolean demo,
            DatabaseAccess access,
            CompletableFuture<Void> databaseStarts) {
        Program program = new Program(application, data, access.program());
        TraceSettings.of(System.getenv())
                .ifPresent(
                        settings -> program.prepare(context -> context.registerBean(Tracing.class, settings::tracing)));
        return program.awaitBeforeConnecting(databaseStarts.thenRun(() -> Schema.migrateToLatest(access)))
                // lazily: most beans are not needed for the first page
                .set("spring.main.lazy-initialization", "true")
                .set("server.port", Integer.toString(port))
                .set("server.address", System.getenv().getOrDefault("TEC_ADDRESS", "127.0.0.1"))
                .set("server.tomcat.remoteip.internal-proxies", proxies(System.getenv()))
                .prepare(context ->
                        context.registerBean(BeforeFirstPage.class, () -> new BeforeFirstPage(context, demo)))
                .start();
    }

    /**
     * Returns the proxies whose forwarded addresses are trusted: those on this machine, and those in TEC_PROXIES
     * (addresses separated by commas, {@code *} for any number: {@code 10.0.3.*}), as a regular expression.
     *
     * @throws StartException when it has anything else
     */
    static String proxies(Map<String, String> environment) {
        List<String> patterns = new ArrayList<>(List.of("127\\.[0-9]+\\.[0-9]+\\.[0-9]+", "::1", "0:0:0:0:0:0:0:1"));
        for (String proxy : environment.getOrDefault("TEC_PROXIES", "").split("[,\\s]+", 0)) {
            if (!proxy.matches("[0-9a-fA-F.:*]*")) {
                throw new StartException("TEC_PROXIES has to be addresses separated by commas, such as"
                        + " 192.168.1.5,10.0.3.*; " + proxy + " is none.");
            }
            if (!proxy.isEmpty()) {
                patterns.add(proxy.toLowerCase(Locale.ROOT).replace(".", "\\.").replace("*", "[0-9a-f]+"));
            }
        }
        return String.join("|", patterns);
    }

    /** Keeps the base address equal to that of this server until somebody enters a public one, so that links in mails work. */
    private static void setBaseAddress(HubSettings settings, int port) {
        String here = "http://localhost:" + port;
        String now = settings.get(HubSettings.Setting.BASE_URL);
        if (now.startsWith("http://localhost") && !now.equals(here)) {
            settings.set(HubSettings.Setting.BASE_URL, here);
        }
    }

    private static void greet(ConfigurableApplicationContext program, int port) {
        String name = program.getBean(HubSettings.class).name();
        long milliseconds = ManagementFactory.getRuntimeMXBean().getUptime();
        System.out.printf(
                Locale.ROOT,
                "%s runs on http://localhost:%d (started in %.1f s; Ctrl-C stops it)%n",
                name.isEmpty() ? "A new hub" : name,
                port,
                milliseconds / 1000.0);
        program.getBeanProvider(StartNotice.class)
                .orderedStream()
                .flatMap(notice -> notice.lines().stream())
                .forEach(System.out::println);
        System.out.flush();
    }

    /** Initialises all beans, so that no visitor waits for one, and one that fails is in the log. */
    private static void makeAllBeans(ConfigurableApplicationContext program) {
        for (String name : program.getBeanDefinitionNames()) {
            try {
                if (program.getBeanFactory().getBeanDefinition(name).isSingleton()) {
                    program.getBean(name);
                }
            } catch (BeanCreationNotAllowedException e) {
                return; // the program stops
            } catch (BeansException | IllegalStateException e) {
                LOG.error("The bean {} cannot be made", name, e);
            }
        }
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fills a new hub, and erases again who came back by a restore, before the web server takes its first request. */
    private static final class BeforeFirstPage implements SmartLifecycle {

        private final GenericApplicationContext context;
        private final ObjectProvider<FirstStart> tasks;
        private final boolean demo;
        private boolean running;

        BeforeFirstPage(GenericApplicationContext context, boolean demo) {
            this.context = context;
            this.tasks = context.getBeanProvider(FirstStart.class);
            this.demo = demo;
        }

        @Override
        public void start() {
            running = true;
            CompletableFuture<Void> patience = CompletableFuture.runAsync(
                    () -> System.out.println("Filling the new hub (the first time only) ..."),
                    CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
            HubSettings settings = context.getBean(HubSettings.class);
            if (becomesDemo(settings) && !settings.started()) {
                tasks.orderedStream().forEach(FirstStart::fill);
            }
            context.getBean(ErasedPeople.class).repeat();
            patience.cancel(false);
        }

        /** Decides at the first start whether the hub is a demo: a hub that began empty never gets fictional people later. */
        private boolean becomesDemo(HubSettings settings) {
            boolean chosen = settings.isOverridden(HubSettings.Setting.DEMO);
            if (!demo && !chosen) {
                settings.set(HubSettings.Setting.DEMO, "false");
            }
            return demo && (!chosen || settings.demo());
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
