package nl.tec.organisations;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@OrganisationsTest
class RegistersTest {
    @Autowired
    Registers registers;

    @Autowired
    JdbcClient jdbc;

    @Test
    void x() throws Exception {
        OpenData.needed();
        for (int i = 0; i < 2; i++) {
            long t = System.nanoTime();
            for (ImportReport r : registers.runAll(OpenData.all(), false, null, ProgressListener.NONE)) {
                System.out.println(r.kind() + " " + r.fileName() + " rows " + r.rows() + " +" + r.added() + " ~"
                        + r.changed() + " =" + r.unchanged() + " skip " + r.skipped() + " bad " + r.rejected() + " "
                        + r.refusal() + r.problems().stream().limit(5).toList() + " " + r.notes());
            }
            System.out.println((System.nanoTime() - t) / 1_000_000 + " ms");
        }
        RegionFiles.makeOrCheck(jdbc);
    }
}
