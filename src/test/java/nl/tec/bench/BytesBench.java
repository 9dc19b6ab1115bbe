package nl.tec.bench;

import java.time.Duration;
import java.util.Locale;
import nl.tec.fuzz.Jazzer;

/** The number of faults in every parser of what strangers send, in a number of seconds of Jazzer for each. */
final class BytesBench implements Benchmark {

    private final Duration each;

    BytesBench(Duration each) {
        this.each = each;
    }

    @Override
    public String run() throws Exception {
        int faults = 0;
        long inputs = 0;
        for (String parser : Jazzer.parsers()) {
            Jazzer.Outcome outcome = Jazzer.run(parser, each);
            inputs += outcome.inputs();
            System.out.printf(Locale.ROOT, "%s: %,d inputs%n", parser, outcome.inputs());
            if (outcome.found().isPresent()) {
                faults++;
                System.out.println(outcome.said());
                System.out.println("the bytes are in " + outcome.found().get());
            }
        }
        String line = String.format(
                Locale.ROOT,
                "bytes: %d faults in %d parsers, %,d inputs",
                faults,
                Jazzer.parsers().size(),
                inputs);
        if (faults > 0) {
            throw new Missed(line);
        }
        return line;
    }
}
