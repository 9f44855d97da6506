/** Data table: provinces by their short Chinese names with English names, and cities that texts name without them. */
export const PROVINCES: ReadonlyMap<string, string> = new Map(
  '北京 Beijing 天津 Tianjin 河北 Hebei 山西 Shanxi 内蒙古 Inner-Mongolia 辽宁 Liaoning 吉林 Jilin 黑龙江 Heilongjiang 上海 Shanghai 江苏 Jiangsu 浙江 Zhejiang 安徽 Anhui 福建 Fujian 江西 Jiangxi 山东 Shandong 河南 Henan 湖北 Hubei 湖南 Hunan 广东 Guangdong 广西 Guangxi 海南 Hainan 重庆 Chongqing 四川 Sichuan 贵州 Guizhou 云南 Yunnan 西藏 Tibet 陕西 Shaanxi 甘肃 Gansu 青海 Qinghai 宁夏 Ningxia 新疆 Xinjiang 台湾 Taiwan 香港 Hong-Kong 澳门 Macao'
    .split(' ')
    .reduce<[string, string][]>((pairs, word, i, all) => {
      if (i % 2 === 0) pairs.push([word, (all[i + 1] as string).replace('-', ' ')]);
      return pairs;
    }, []),
);

const CITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    广东: '广州 深圳 佛山 东莞 珠海 中山 惠州 汕头 湛江 江门',
    江苏: '南京 苏州 无锡 常州 徐州 南通 扬州',
    浙江: '杭州 宁波 温州 绍兴 金华 嘉兴 义乌',
    山东: '济南 青岛 烟台 潍坊 临沂',
    河南: '郑州 洛阳 开封 南阳',
    四川: '成都 绵阳 德阳 乐山',
    湖北: '武汉 宜昌 襄阳',
    湖南: '长沙 株洲 湘潭 岳阳',
    福建: '福州 厦门 泉州 漳州',
    安徽: '合肥 芜湖 蚌埠',
    河北: '石家庄 保定 唐山 邯郸',
    陕西: '西安 咸阳 宝鸡',
    辽宁: '沈阳 大连 鞍山',
    江西: '南昌 赣州 九江',
    广西: '南宁 桂林 柳州',
    云南: '昆明 大理 丽江',
    黑龙江: '哈尔滨 大庆',
    贵州: '贵阳 遵义',
    山西: '太原 大同',
    吉林: '长春 延边',
    海南: '海口 三亚',
    甘肃: '兰州 敦煌',
    新疆: '乌鲁木齐 喀什',
    内蒙古: '呼和浩特 包头',
    宁夏: '银川',
    青海: '西宁',
    西藏: '拉萨',
    台湾: '台北 高雄',
  }).flatMap(([province, cities]) => cities.split(' ').map((city): [string, string] => [city, province])),
);
const OVERSEAS =
  /海外|国外|美国|日本|韩国|英国|法国|德国|加拿大|澳大利亚|新西兰|新加坡|马来西亚|泰国|越南|意大利|西班牙|俄罗斯|United States|Japan|Korea|United Kingdom|France|Germany|Canada|Australia|Singapore|Malaysia/u;

/** Province of a region as platforms write it (“发布于 广东”, “广东 深圳”, “深圳市”); `overseas`; null when it names none. */
export function provinceIn(region: string | null): string | null {
  if (!region) return null;
  for (const [name, english] of PROVINCES)
    if (region.includes(name) || region.toLowerCase().includes(english.toLowerCase())) return name;
  for (const [city, province] of CITIES) if (region.includes(city)) return province;
  return OVERSEAS.test(region) ? 'overseas' : null;
}

/** Names of places that texts mention. */
export const placeNames = (): [string, string][] => [
  ...[...PROVINCES.keys()].map((name): [string, string] => [name, name]),
  ...[...CITIES.keys()].map((name): [string, string] => [name, name]),
];
