package nl.tec.finance.internal;

import java.time.LocalDate;
import java.util.Optional;
import nl.tec.planning.BusRate;
import nl.tec.shared.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rate of buses in the yearly plan: the same as for the costs of visits (rules 7.7). */
@Component
class BusRates implements BusRate {

    private final JdbcClient jdbc;

    BusRates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Money> perKilometre(LocalDate day) {
        return jdbc.sql(
                        "select cents from cost_rate where item = 'BUS' and from_day <= ? order by from_day desc limit 1")
                .param(day)
                .query(Long.class)
                .optional()
                .map(Money::new);
    }
}
