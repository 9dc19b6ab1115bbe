package nl.tec.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;

/**
 * The time that {@code ./tec import} takes for the largest register there is: pupils by age and home postcode, for all schools of the
 * country and two and a half times as many lines as a year has. From the command until it has ended, on a hub that is not
 * running: starting the program and its database is part of it. The schools are invented, and imported before.
 */
final class ImportBench implements Benchmark {

    private static final int SCHOOLS = 6_100;
    private static final int MUNICIPALITIES = 342;
    private static final int PROVINCES = 12;
    private static final int AGES_BYTES = 60_000_000;
    private static final double LIMIT_SECONDS = 20;
    private static final long PATIENCE_MINUTES = 10;

    @Override
    public String run() throws Exception {
        Path data = Files.createTempDirectory("tec-bench-import");
        try {
            Path schools = data.resolve("schools.csv");
            Path ages = data.resolve("ages.csv");
            schools(schools);
            ages(ages);
            seconds(data.resolve("hub"), schools);
            double seconds = seconds(data.resolve("hub"), ages);
            String line = String.format(Locale.ROOT, "import: %d MB in %.1f s", AGES_BYTES / 1_000_000, seconds);
            if (seconds > LIMIT_SECONDS) {
                throw new Missed(line);
            }
            return line;
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private static double seconds(Path data, Path file) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder("./tec", "import", "--data", data.toString(), file.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IllegalStateException("the import of " + file + " failed");
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String brin(int school) {
        return String.format(Locale.ROOT, "%02d%c%c", school % 100, 'A' + school / 100 % 26, 'A' + school / 2600 % 26);
    }

    private static void schools(Path file) throws IOException {
        try (Writer to = Files.newBufferedWriter(file)) {
            to.write(
                    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;"
                            + "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;VAKANTIEREGIO\r\n");
            for (int school = 0; school < SCHOOLS; school++) {
                int municipality = school % MUNICIPALITIES;
                to.write(String.format(
                        Locale.ROOT,
                        "Provincie %1$d;%2$d;%3$s;%3$s00;School %4$d;Dorpsstraat;%5$d;%6$d AB;PLAATS %7$d;%8$04d;GEMEENTE %7$d;"
                                + "Openbaar;Noord\r\n",
                        municipality % PROVINCES,
                        10_000 + school / 8,
                        brin(school),
                        school,
                        1 + school % 200,
                        1_000 + school,
                        municipality,
                        1 + municipality));
            }
        }
    }

    private static void ages(Path file) throws IOException {
        Random random = new Random(7);
        try (Writer to = Files.newBufferedWriter(file)) {
            String head =
                    "PEILDATUM;GEMEENTENUMMER;GEMEENTENAAM;POSTCODE_LEERLING;GEMEENTENAAM_LEERLING;INSTELLINGSCODE;"
                            + "VESTIGINGSCODE;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;PROVINCIE;SOORT_PO;"
                            + "DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;LEEFTIJD_JONGER;"
                            + IntStream.rangeClosed(4, 24)
                                    .mapToObj(age -> "LEEFTIJD_" + age + ";")
                                    .collect(Collectors.joining())
                            + "LEEFTIJD_OUDER";
            to.write(quoted(head));
            for (long written = head.length(), row = 0; written < AGES_BYTES; row++) {
                int school = (int) (row % SCHOOLS);
                int municipality = school % MUNICIPALITIES;
                String counts = IntStream.range(0, 23)
                        .mapToObj(age -> age == 0 || age > 9 || random.nextBoolean()
                                ? "0"
                                : random.nextInt(3) > 0 ? "<5" : String.valueOf(5 + random.nextInt(20)))
                        .collect(Collectors.joining(";"));
                String line = quoted(String.format(
                        Locale.ROOT,
                        "20251001;%1$04d;Gemeente %2$d;%3$d;Gemeente %2$d;%4$s;00;School %5$d;%6$dAB;PLAATS %2$d;Provincie %7$d;Bo;"
                                + "Openbaar;%8$d;%9$s",
                        1 + municipality,
                        municipality,
                        1_000 + (school + row / SCHOOLS) % 9_000,
                        brin(school),
                        school,
                        1_000 + school,
                        municipality % PROVINCES,
                        10_000 + school / 8,
                        counts));
                to.write(line);
                written += line.length();
            }
        }
    }

    /** Every value in quotes, as this register has them. */
    private static String quoted(String line) {
        return "\"" + line.replace(";", "\";\"") + "\"\n";
    }
}
