package nl.tec.programme.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gg.jte.TemplateOutput;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import nl.tec.accounts.TooManyRequests;
import nl.tec.documents.Documents;
import org.junit.jupiter.api.Test;

class PublicPdfsTest {

    private static final String PAGE = """
            <html xmlns="http://www.w3.org/1999/xhtml" lang="nl"><head><title>Week</title></head><body><p>Week</p></body></html>""";

    private final Semaphore turns = new Semaphore(1, true);
    private final PublicPdfs pdfs = new PublicPdfs(new Documents(), turns, Duration.ofMillis(20));

    @Test
    void whoeverComesWhileAllAreBusyIsAskedToWait_unlessItWasMadeBefore() {
        byte[] made = pdfs.of(page(PAGE));
        turns.acquireUninterruptibly();
        assertThat(pdfs.of(page(PAGE))).isSameAs(made);
        assertThatThrownBy(() -> pdfs.of(page(PAGE.replace("Week", "Dag")))).isInstanceOf(TooManyRequests.class);
        turns.release();
        assertThat(pdfs.of(page(PAGE.replace("Week", "Dag")))).isNotEmpty();
    }

    @Test
    void aPageThatFailsTakesNoTurnAway() {
        assertThatThrownBy(() -> pdfs.of(page("<p>"))).isInstanceOf(RuntimeException.class);
        assertThat(pdfs.of(page(PAGE))).isNotEmpty();
    }

    private static JteModel page(String xhtml) {
        return new JteModel() {
            @Override
            public String render() {
                return xhtml;
            }

            @Override
            public void render(TemplateOutput output) {
                output.writeContent(xhtml);
            }

            @Override
            public void writeTo(TemplateOutput output) {
                render(output);
            }
        };
    }
}
