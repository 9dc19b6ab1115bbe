package nl.tec.web;

import nl.tec.hub.Readiness;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For who watches over the program, or divides visitors over several of them: does it work? Nothing of its inside is shown. */
@RestController
class HealthController {

    private final JdbcClient jdbc;
    private final Readiness readiness;

    HealthController(JdbcClient jdbc, Readiness readiness) {
        this.jdbc = jdbc;
        this.readiness = readiness;
    }

    /**
     * 200 when pages can be made, 503 when the database does not answer. 404 when this node is about to stop: whoever divides
     * visitors reads it as not well, and HAProxy lets it finish what it has (http-check disable-on-404).
     */
    @GetMapping("/gezond")
    ResponseEntity<String> healthy() {
        if (!readiness.ready()) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND).body("stopping");
        }
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok("ok");
        } catch (DataAccessException e) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("no database");
        }
    }
}
