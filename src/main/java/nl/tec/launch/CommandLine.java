package nl.tec.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The front door: what can be asked on the command line. */
public final class CommandLine {

    private CommandLine() {}

    /** Does what was asked and answers the exit code. {@code run} answers when the program is told to stop. */
    public static int run(Class<?> application, String[] arguments) {
        List<String> words = List.of(arguments);
        int port = Integer.parseInt(option(words, "--port", "8080"));
        Path data = Path.of(option(words, "--data", "data"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("server.port", port);
            settings.put("spring.datasource.url", database.url());
            SpringApplication spring = new SpringApplication(application);
            spring.setDefaultProperties(settings);
            ConfigurableApplicationContext context = spring.run();
            System.out.println("TEC draait op http://localhost:" + port);
            Object stopped = new Object();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                context.close();
                database.close();
            }));
            synchronized (stopped) {
                while (context.isActive()) {
                    stopped.wait(60_000);
                }
            }
            return 0;
        } catch (IOException e) {
            System.err.println("De database start niet: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String option(List<String> words, String name, String byDefault) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? byDefault : words.get(at + 1);
    }
}
