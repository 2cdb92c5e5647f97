package io.llmprovider.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.slf4j.LoggerFactory;

/**
 * Netty's leak detector, which follows every buffer while this is open, and what it says
 * in the log.
 */
final class LeakLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final String CANARY = "leaked on purpose";

	private static final int PATIENCE_SECONDS = 30;

	private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

	private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

	private final Level levelBefore = this.detector.getLevel();

	private final List<String> reports = new CopyOnWriteArrayList<>();

	LeakLog() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
		this.detector.setLevel(Level.ERROR);
		this.detector.setAdditive(false);
		this.detector.addAppender(this);
		start();
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.reports.add(event.getFormattedMessage());
	}

	/**
	 * What was leaked. The detector looks for what was collected whenever a buffer is
	 * taken; so a last one is leaked on purpose, and when that one is reported, all that
	 * were lost before it have been.
	 * @return the reports, but for the one of the last
	 * @throws AssertionError if the last leak is not reported, for then nothing can be
	 * said of others
	 */
	List<String> reports() throws InterruptedException {
		ByteBufAllocator.DEFAULT.directBuffer(16).touch(CANARY);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (this.reports.stream().noneMatch(LeakLog::isCanary)) {
			if (System.nanoTime() > end) {
				throw new AssertionError("A buffer that was leaked on purpose is not reported");
			}
			System.gc();
			TimeUnit.MILLISECONDS.sleep(10);
			ByteBuf next = ByteBufAllocator.DEFAULT.directBuffer(16);
			next.release();
		}
		return this.reports.stream().filter((report) -> !isCanary(report)).toList();
	}

	private static boolean isCanary(String report) {
		return report.contains(CANARY);
	}

	@Override
	public void close() {
		ResourceLeakDetector.setLevel(this.before);
		this.detector.detachAppender(this);
		this.detector.setAdditive(true);
		this.detector.setLevel(this.levelBefore);
		stop();
	}

}
