package nl.tec.web;

import nl.tec.hub.Readiness;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The health check for monitoring and load balancers; reveals no internals. */
@RestController
class HealthController {

    private final JdbcClient jdbc;
    private final Readiness readiness;

    HealthController(JdbcClient jdbc, Readiness readiness) {
        this.jdbc = jdbc;
        this.readiness = readiness;
    }

    /**
     * Responds with 200 if the database answers, and with 503 if it does not. Responds with 404 if this node is about to stop: a load
     * balancer takes it out of service, and HAProxy lets it finish its sessions (http-check disable-on-404).
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
