package nl.tec;

import nl.tec.launch.CommandLine;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The program. {@link CommandLine} says what it can be asked to do. */
@SpringBootApplication
@Modulithic(sharedModules = {"shared", "hub"})
public class TecApplication {

    public static void main(String[] arguments) {
        System.exit(CommandLine.run(TecApplication.class, arguments));
    }
}
