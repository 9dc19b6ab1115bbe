package nl.tec.web;

import java.sql.SQLException;
import nl.tec.shared.NotFound;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Pages that fail, for tests only. */
@Controller
class WrongPages {
    @GetMapping("/proef/fout/{secret}")
    String fault() {
        throw new IllegalStateException("broken on purpose, for a test");
    }

    @GetMapping("/proef/weg")
    String away() {
        throw new DataAccessResourceFailureException("no database, for a test");
    }

    @GetMapping("/proef/opzij")
    String demoted() {
        throw new UncategorizedSQLException(
                "insert", null, new SQLException("cannot execute INSERT in a read-only transaction", "25006"));
    }

    @GetMapping("/proef/andermans")
    String foreign() {
        throw new NotFound("record of somebody else");
    }
}
