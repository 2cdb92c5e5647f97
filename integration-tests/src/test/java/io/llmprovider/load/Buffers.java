package io.llmprovider.load;

import java.util.concurrent.TimeUnit;

import io.llmprovider.transport.Connector;
import io.llmprovider.transport.ConnectorFactory;
import io.llmprovider.transport.ConnectorSettings;
import io.llmprovider.transport.ReactorConnectorFactory;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The library's own connectors with an allocator that counts: whatever the library's side
 * of a connection holds is known to the buffer, because nothing is kept in the caches of
 * threads.
 */
final class Buffers implements ConnectorFactory {

	private static final int PAGE = 8192;

	private static final int CHUNK_ORDER = 7;

	private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true, 1, 1, PAGE, CHUNK_ORDER, 0, 0,
			false);

	PooledByteBufAllocator allocator() {
		return this.allocator;
	}

	@Override
	public Connector create(ConnectorSettings settings) {
		ConnectionProvider pool = ReactorConnectorFactory.pool(settings);
		HttpClient client = ReactorConnectorFactory.configure(HttpClient.create(pool), settings)
			.option(ChannelOption.ALLOCATOR, this.allocator);
		return new Connector(new ReactorClientHttpConnector(client), () -> pool.disposeLater().subscribe());
	}

	/** How many buffers were taken and not given back. */
	long left() {
		return this.allocator.metric().directArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum()
				+ this.allocator.metric().heapArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum();
	}

	/** How many were taken altogether. */
	long taken() {
		return this.allocator.metric().directArenas().stream().mapToLong(PoolArenaMetric::numAllocations).sum();
	}

	/**
	 * The same when whatever is still being closed is closed.
	 * @return how many are left; not zero only after a while of waiting
	 */
	long leftInTheEnd() throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (left() > 0 && System.nanoTime() < end) {
			TimeUnit.MILLISECONDS.sleep(20);
		}
		return left();
	}

}
