package nl.tec.bench;

import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.web.Fuzz;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The number of faults in answer to 100,000 requests that no page of ours makes ({@link Fuzz}). */
final class FuzzBench implements Benchmark {

    private static final int REQUESTS = 100_000;
    private static final int TURN = 5_000;

    @Override
    public String run() throws Exception {
        long seed = System.nanoTime();
        try (ConfigurableApplicationContext program = BenchProgram.start()) {
            Fuzz fuzz = new Fuzz(
                    program.getBean(AccountsFixture.class),
                    program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class),
                    seed);
            System.out.println("seed " + seed);
            int faults = 0;
            for (int done = 0; done < REQUESTS; done += TURN) {
                List<String> found = fuzz.run(TURN);
                found.forEach(System.out::println);
                faults += found.size();
                System.out.println(done + TURN + " requests: " + fuzz.answers());
            }
            String line = "fuzz: " + faults + " faults in " + REQUESTS;
            if (faults > 0) {
                throw new Missed(line);
            }
            return line;
        }
    }
}
