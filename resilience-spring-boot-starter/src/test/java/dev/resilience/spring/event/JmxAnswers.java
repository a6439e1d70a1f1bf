package dev.resilience.spring.event;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import tools.jackson.databind.json.JsonMapper;

/** What the endpoints answer over JMX. */
final class JmxAnswers {

	private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

	private JmxAnswers() {
	}

	static List<String> read(String domain, String circuit) {
		List<String> answers = new ArrayList<>();
		try {
			for (ObjectName name : SERVER.queryNames(new ObjectName(domain + ":type=Endpoint,*"), null)) {
				answers.add("JMX " + name + " " + SERVER.getMBeanInfo(name));
			}
			answers.add(answer(domain, "Resilience", "inventory", Map.of()));
			answers.add(answer(domain, "Health", "health", Map.of()));
			answers.add(answer(domain, "Circuits", "circuits", Map.of()));
			answers.add(answer(domain, "Circuits", "circuit", Map.of(circuit, String.class.getName())));
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
		return answers;
	}

	private static String answer(String domain, String endpoint, String operation, Map<String, String> arguments)
			throws JMException {
		Object answer = SERVER.invoke(new ObjectName(domain + ":type=Endpoint,name=" + endpoint), operation,
				arguments.keySet().toArray(), arguments.values().toArray(new String[0]));
		return "JMX " + endpoint + " " + JsonMapper.shared().writeValueAsString(answer);
	}

}
