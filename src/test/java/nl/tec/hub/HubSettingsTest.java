package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import nl.tec.TecTest;
import nl.tec.hub.HubSettings.Setting;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Values read while a setting changes are not cached. */
@TecTest
class HubSettingsTest {

    @Autowired
    DataSource database;

    @Autowired
    HubSettings hub;

    @Autowired
    TransactionTemplate transaction;

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void aChangeIsVisible_evenWithAConcurrentRead() throws Exception {
        String before = hub.get(Setting.OPENING_HOURS);
        HubSettings node = new HubSettings(JdbcClient.create(slowToClose()), Clock.systemUTC());
        Thread reader = new Thread(() -> node.get(Setting.OPENING_HOURS), "reader");
        Thread writer = new Thread(() -> node.set(Setting.OPENING_HOURS, "op maandag, om te proberen"));
        try {
            reader.start();
            read.await();
            writer.start();
            await().until(this::written);
            // either it waits for the reader, or it has finished
            await().until(() -> writer.getState() != Thread.State.RUNNABLE);
            goOn.countDown();
            reader.join();
            writer.join();
            assertThat(node.get(Setting.OPENING_HOURS)).isEqualTo("op maandag, om te proberen");
        } finally {
            goOn.countDown();
            hub.set(Setting.OPENING_HOURS, before);
        }
    }

    /** While a change is not committed another request reads the old value; afterwards nobody does, and never what was rolled back. */
    @Test
    void whatIsReadDuringATransactionIsNotKept() {
        String before = hub.get(Setting.OPENING_HOURS);
        try {
            transaction.executeWithoutResult(status -> {
                hub.set(Setting.OPENING_HOURS, "op dinsdag");
                assertThat(CompletableFuture.supplyAsync(() -> hub.get(Setting.OPENING_HOURS))
                                .join())
                        .isEqualTo(before);
            });
            assertThat(hub.get(Setting.OPENING_HOURS)).isEqualTo("op dinsdag");
            transaction.executeWithoutResult(status -> {
                hub.set(Setting.OPENING_HOURS, "op woensdag");
                assertThat(hub.get(Setting.OPENING_HOURS)).isEqualTo("op woensdag");
                status.setRollbackOnly();
            });
            assertThat(hub.get(Setting.OPENING_HOURS)).isEqualTo("op dinsdag");
        } finally {
            hub.set(Setting.OPENING_HOURS, before);
        }
    }

    /** Whether the change is in the database. */
    private boolean written() {
        return JdbcClient.create(database)
                .sql("select count(*) from hub_setting where value = 'op maandag, om te proberen'")
                .query(Long.class)
                .single()
                .equals(1L);
    }

    /** Returns a data source whose reader keeps its connection after reading, until the other has written. */
    private DataSource slowToClose() {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("close")
                                    && Thread.currentThread().getName().equals("reader")) {
                                read.countDown();
                                goOn.await();
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }
}
