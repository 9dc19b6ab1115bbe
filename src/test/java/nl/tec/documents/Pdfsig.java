package nl.tec.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** An independent check of the seal on a PDF: poppler's pdfsig. */
public final class Pdfsig {

    private static final Path PROGRAM = Path.of("/usr/bin/pdfsig");

    private Pdfsig() {}

    /** Returns its output; the test is skipped where it is not installed. */
    public static String of(Path folder, byte[] pdf) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM),
                "there is no " + PROGRAM + "; install it (Debian: apt-get install poppler-utils)");
        Path file = Files.write(folder.resolve("zegel.pdf"), pdf);
        Process process = new ProcessBuilder(PROGRAM.toString(), "-nocert", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
